"""Numbers made up for figures that several commands draw."""

from tandem.experiments.measures.pulse_questions import questions
from tandem.experiments.measures.value_of_information import Entry


def made_up_entries(scale: float) -> list[Entry]:
    """Values of knowing six parameters, most above the noise, all with a question that has long words."""
    names = [question.parameters[0] for question in questions() if question.how == "pilot"][:6]
    return [Entry(name, (6 - place) * scale, 0.6 * scale, 2 * scale) for place, name in enumerate(names)]
