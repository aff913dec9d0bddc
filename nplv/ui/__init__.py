"""What the pages share on the screen; with app.py and pages/ the only room that imports streamlit."""
