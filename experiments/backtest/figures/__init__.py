"""The figures of a back-test: forecast bands against what happened, month by month and horizon by horizon."""

from tandem.experiments.backtest.figures.render import HEADLINE, backtest_pictures, draw_backtest

__all__ = ["HEADLINE", "backtest_pictures", "draw_backtest"]
