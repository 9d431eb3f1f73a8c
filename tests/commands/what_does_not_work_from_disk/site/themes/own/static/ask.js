fetch("data.json");
