"""The Streamlit parts that several views share."""
