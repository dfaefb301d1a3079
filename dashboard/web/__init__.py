"""The ASGI application: middleware, documents, what every answer passes."""
