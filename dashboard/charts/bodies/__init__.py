"""What a chart shows between its title and its foot, one kind a file, as SVG."""
