-- Serves: open flags by how urgent they are, everybody's and one annotator's.
CREATE INDEX ix_quality_flag_urgent ON quality_flag (state, severity, id);
CREATE INDEX ix_quality_flag_annotator_urgent ON quality_flag (annotator_id, state, severity, id);
