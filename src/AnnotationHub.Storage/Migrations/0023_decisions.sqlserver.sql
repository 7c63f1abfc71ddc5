-- Serves: an annotator's own record without what waits and what was decided today.
CREATE INDEX ix_annotation_decided ON annotation (annotator_id, decided_at);
