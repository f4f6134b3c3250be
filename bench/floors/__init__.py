"""The floors: the plainest vectorized NumPy code for the same arithmetic on the same shapes. They check nothing and serve no one."""
