"""AG Grid's own words in the reader's language: those of the parts that we use."""

from data.text.i18n import Language


def grid_words(t: Language) -> dict[str, str]:
    """By AG Grid's keys."""
    return {
        "noRowsToShow": t.gettext("No measures"),
        "noMatchingRows": t.gettext("No measures"),
        "loadingOoo": t.gettext("Loading …"),
        "loadingError": t.gettext("Could not be loaded"),
        "contains": t.gettext("contains"),
        "equals": t.gettext("equals"),
        "greaterThanOrEqual": t.gettext("at least"),
        "lessThanOrEqual": t.gettext("at most"),
        "inRange": t.gettext("between"),
        "before": t.gettext("before"),
        "after": t.gettext("after"),
        "inRangeStart": t.gettext("from"),
        "inRangeEnd": t.gettext("to"),
        "filterOoo": t.gettext("Filter …"),
        "dateFormatOoo": t.gettext("yyyy-mm-dd"),
        **_spoken(t),
    }


def _spoken(t: Language) -> dict[str, str]:
    """What only a screen reader says."""
    return {
        "ariaColumnFiltered": t.gettext("Column filtered"),
        "ariaDateFilterInput": t.gettext("Date filter"),
        "ariaFilterColumn": t.gettext("Press Ctrl and Enter to open the filter"),
        "ariaFilterFromValue": t.gettext("Filter from this value"),
        "ariaFilterInput": t.gettext("Filter"),
        "ariaFilterMenuOpen": t.gettext("Open the filter"),
        "ariaFilterToValue": t.gettext("Filter to this value"),
        "ariaFilterValue": t.gettext("Filter value"),
        "ariaFilteringOperator": t.gettext("Kind of filter"),
        "ariaInputEditor": t.gettext("Filter"),
        "ariaLabelColumnFilter": t.gettext("Column filter"),
        "ariaRowToggleSelection": t.gettext("Press the space bar to see how it was revised"),
        "ariaSkeletonCellLoading": t.gettext("Loading …"),
        "ariaSkeletonCellLoadingFailed": t.gettext("Could not be loaded"),
        "ariaSortableColumn": t.gettext("Press Enter to sort"),
    }
