-- How far an annotator put each landmark from where it was suggested (a starting shape, or a ghost): 32-bit numbers of pixels by landmark,
-- little-endian, not a number where nothing was suggested. Rewritten by a repair.
CREATE TABLE annotation_suggestion (
    annotation_id BLOB NOT NULL PRIMARY KEY REFERENCES annotation (id),
    moved_px      BLOB NOT NULL
) STRICT, WITHOUT ROWID;
