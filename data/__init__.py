"""The contract both sides share; imports neither ingest nor dashboard."""
