"""The figures of a back-test: forecast bands against what happened, month by month and horizon by horizon."""
