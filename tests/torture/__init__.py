"""The promises of reliability, tested to destruction: `python -m tests.torture` (docs/reliability.md)."""
