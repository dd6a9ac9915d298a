package dev.scopedgate.audit;

/** Appends the fields of one event to a JSON object that is open at the end of the text. */
record JsonFields(StringBuilder json, FieldNames names) implements AuditFields {

    @Override
    public AuditFields put(String name, String value) {
        if (!value.isEmpty()) {
            if (json.charAt(json.length() - 1) != '{') {
                json.append(',');
            }
            json.append('"').append(names.of(name)).append("\":");
            ShownText.quote(ShownText.of(value), json);
        }
        return this;
    }
}
