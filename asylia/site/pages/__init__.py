"""One module a kind of page: plain views, and what turns records into what its template shows."""
