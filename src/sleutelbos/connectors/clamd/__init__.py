"""The virus scanner of an instance: clamd of ClamAV."""
