"""What a sentence names and is about: dates, points and areas in their places, title, provider."""
