"""The pyvis adapter and the page's template, script and style."""
