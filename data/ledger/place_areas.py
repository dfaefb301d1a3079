"""Which areas a place lies in: itself, its subregion, what lies between, its region, the world."""

WORLD = "WLD"
# Areas between a subregion and its region: Sub-Saharan Africa; Latin America and the Caribbean.
AREAS_BETWEEN = {
    **dict.fromkeys(("011", "014", "017", "018"), "202"),
    **dict.fromkeys(("005", "013", "029"), "419"),
}
_BETWEEN = ", ".join(f"('{code}', '{area}')" for code, area in AREAS_BETWEEN.items())
# Each place with every area it lies in, the smallest (`size`) first; a place lies in itself.
PLACE_WITHIN = f"""
CREATE OR REPLACE TEMP TABLE place_within AS
WITH between_area(code, area) AS (VALUES {_BETWEEN})
SELECT code AS place, code AS area, CASE kind
    WHEN 'country' THEN 0 WHEN 'subregion' THEN 1 WHEN 'region' THEN 3 ELSE 4 END AS size
FROM place
UNION ALL SELECT code, subregion, 1 FROM place WHERE subregion IS NOT NULL AND subregion <> code
UNION ALL
SELECT p.code, b.area, 2 FROM place AS p JOIN between_area AS b
  ON b.code = coalesce(p.subregion, p.code)
UNION ALL SELECT code, region, 3 FROM place WHERE region IS NOT NULL AND region <> code
UNION ALL SELECT code, '{WORLD}', 4 FROM place WHERE code <> '{WORLD}'
"""
