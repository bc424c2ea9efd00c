"""Work that changes the data, asked for over HTTP: kept on disk, done one after the other."""
