"""`python -m dataroom`."""

from dataroom.cli import main

if __name__ == "__main__":
    main()
