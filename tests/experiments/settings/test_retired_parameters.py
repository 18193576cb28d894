"""Parameters of version 0.1 are refused wherever they stand, with the name of what replaces them."""

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

import tandem
from tandem.calibration.fit.posterior import load_posterior, save_posterior
from tandem.model.parameters import RETIRED, register
from tests.experiments.settings.conftest import check_refused
from tests.experiments.settings.test_written_by_0_1 import WRITTEN

COMMANDS = ("project", "compare", "optimise")


@pytest.mark.parametrize("name", RETIRED)
@pytest.mark.parametrize("command", COMMANDS)
def test_on_the_command_line(name, command, tandem):
    answer = tandem(command, "posterior=prior", f"parameters.{name}=0.4")
    check_refused(answer, f"parameters.{name}: this parameter has gone", RETIRED[name])


@pytest.mark.parametrize("name", RETIRED)
@pytest.mark.parametrize("command", COMMANDS)
def test_in_a_run_folder_of_version_0_1(name, command, tandem, received):
    saved = yaml.safe_load((WRITTEN / command / "config.yaml").read_text("utf-8"))
    file = received("config.yaml", yaml.safe_dump({**saved, "parameters": {name: 0.4}}))
    answer = tandem(command, "--config-path", str(file.parent))
    check_refused(answer, f"parameters.{name}: this parameter has gone", RETIRED[name])


@pytest.mark.parametrize("name", RETIRED)
def test_in_a_configuration_of_the_users_own(name, tandem, received):
    content = {"defaults": ["project", "_self_"], "parameters": {name: 0.4}}
    file = received("pilot.yaml", yaml.safe_dump(content))
    answer = tandem("project", "--config-path", str(file.parent), "--config-name", "pilot")
    check_refused(answer, f"parameters.{name}: this parameter has gone", RETIRED[name])


@pytest.mark.parametrize("name", RETIRED)
@pytest.mark.parametrize("function", [tandem.project, tandem.compare, tandem.optimise, tandem.Session])
def test_in_python(name, function: Any):
    with pytest.raises(tandem.InputError, match=f"parameters.{name}: this parameter has gone") as told:
        function(posterior="prior", parameters={name: 0.4})
    assert RETIRED[name] in str(told.value)


@pytest.mark.parametrize("name", RETIRED)
def test_their_page_names_what_replaces_them(name, tandem):
    answer = tandem("parameters", name)
    assert answer.code == 2 and RETIRED[name] in answer.err and answer.out == ""


@pytest.mark.parametrize("name", RETIRED)
def test_a_posterior_fitted_with_them_is_refused(name, tmp_path):
    columns = {known: [entry.central] for known, entry in register().items()}
    save_posterior(
        tmp_path, "pulse", [{"workload_sd": 0.15}], {"reading": "level", "command": "", "behaviour": []}
    )
    pq.write_table(pa.table({**columns, name: [0.4]}), tmp_path / "pulse.parquet")
    with pytest.raises(tandem.InputError, match=f"has no {name} any more.*rebuild it: tandem calibrate"):
        load_posterior("pulse", tmp_path)
