"""Reports of answers and findings, wherever they came from: text, JSON, SARIF, JUnit, GitHub annotations, Markdown."""

from private_endpoints.report.formats import FORMATS, render

__all__ = ["FORMATS", "render"]
