"""One chart a file: figures in, SVG out. The same drawing stands in the HTML page and in the PDF."""
