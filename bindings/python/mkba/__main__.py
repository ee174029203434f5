from mkba.cli import main

main()
