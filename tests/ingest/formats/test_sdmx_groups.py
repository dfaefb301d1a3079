"""What groups of SDMX-ML say holds for the observations that share their part of the key."""

import pytest

from tests.ingest.formats.test_sdmx import rows, specific

OBS = '<Obs TIME_PERIOD="2024" OBS_VALUE="3"/>'
IN_SERIES = (
    f'<Series FREQ="A" REF_AREA="BEN">{OBS}</Series><Series FREQ="A" REF_AREA="TGO">{OBS}</Series>'
)
OF_GROUPS = {
    "before": f'<Group REF_AREA="BEN" CONF_STATUS="C"/>{IN_SERIES}',
    "after": f'{IN_SERIES}<Group REF_AREA="BEN" CONF_STATUS="C"/>',
    "by its id (2.0)": f'<x:Sibling xmlns:x="urn:x" REF_AREA="BEN" CONF_STATUS="C"/>{IN_SERIES}',
    "attributes of a partial key (3.0)": (
        f'<Atts REF_AREA="BEN"><Comp id="CONF_STATUS"><Value>C</Value></Comp></Atts>{IN_SERIES}'
    ),
    "an empty attribute of the series": (
        '<Group REF_AREA="BEN" CONF_STATUS="C"/>'
        + IN_SERIES.replace("<Obs ", '<Obs CONF_STATUS="" ')
    ),
    "of another data set": (
        f'{IN_SERIES}<Group REF_AREA="BEN" CONF_STATUS="C"/></m:DataSet><m:DataSet>'
        '<Group REF_AREA="TGO" CONF_STATUS="N"/>'
    ),
    "generic": f"""<g:Group><g:GroupKey><g:Value id="REF_AREA" value="BEN"/></g:GroupKey>
<g:Attributes><g:Value id="CONF_STATUS" value="C"/></g:Attributes></g:Group>{IN_SERIES}""",
}


@pytest.mark.parametrize("inside", OF_GROUPS.values(), ids=OF_GROUPS)
def test_what_a_group_says_holds_for_its_observations_only(inside: str) -> None:
    assert [(r["REF_AREA"], r.get("CONF_STATUS", "")) for r in rows(specific(inside))] == [
        ("BEN", "C"),
        ("TGO", ""),
    ]


def test_the_nearer_says_more_than_the_farther() -> None:
    group = '<Group REF_AREA="BEN" UNIT_MULT="3" OBS_STATUS="E" CONF_STATUS="N"/>'
    series = f'<Series REF_AREA="BEN" UNIT_MULT="6" OBS_STATUS="P">{OBS}</Series>'
    series = series.replace("<Obs ", '<Obs UNIT_MULT="0" ')
    (row,) = rows(specific(group + series, 'CONF_STATUS="F" OBS_STATUS="A" UNIT_MULT="9"'))
    assert (row["UNIT_MULT"], row["OBS_STATUS"], row["CONF_STATUS"]) == ("0", "P", "N")
