"""Where the dossiers stand: on the screen, and on the sheets that the service prints."""
