"""TSE Companion: gives a German shop its cloud TSE and keeps it healthy."""

__version__ = "0.1.0"
