"""What makes a row good, doubtful or refused."""
