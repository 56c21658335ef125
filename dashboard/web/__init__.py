"""The pages and their server; nothing else knows Streamlit."""
