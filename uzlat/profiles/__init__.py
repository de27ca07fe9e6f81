"""What is known of languages; see README.md."""

import os

FOLDER = os.path.dirname(__file__)
