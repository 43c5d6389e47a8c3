"""Where the front of the speeltuin takes passes in."""

ENTER = "/speeltuin/binnen"
