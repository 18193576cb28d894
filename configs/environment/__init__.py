"""The world outside the organisation: AI tools, labour market, demand for AI talent."""
