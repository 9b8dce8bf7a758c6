"""Reading and storing the files that platforms export. This knows file formats; SQL validates the rows."""
