"""The page toolkit: declared pages, components, forms, tables, errors. No business word."""
