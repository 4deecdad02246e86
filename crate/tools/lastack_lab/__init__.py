"""Two hosts of one Linux kernel, a wire between them that loses what it is told to, and a record of what happens."""
