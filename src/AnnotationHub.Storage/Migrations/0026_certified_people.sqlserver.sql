-- Serves: the sweep for faces that nobody is left to label: who is certified for a scheme.
CREATE INDEX ix_certification_scheme ON certification (scheme_key, user_id);
