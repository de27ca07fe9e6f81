"""Translation: engines that people install, driven with care; and what is useful without one."""
