-- Where several units write at once, a claim passes over rows that another unit holds: how far this annotator's lane has been looked
-- through again by a look that waits for such rows. Only what lies at or before it is gone, or known to the annotator, for ever.
ALTER TABLE task_queue_cursor ADD settled_position BIGINT NOT NULL DEFAULT 0;
