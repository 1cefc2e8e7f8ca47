{#- The words that scripts show. MkDocs writes this file once a site, in the language of the theme. -#}
{%- import "partials/language.html" as lang with context -%}
'use strict';
window.carrelStrings = {
{%- for key, words in lang.strings.items() if key.startswith("search.") or key.startswith("scheme.") or key.startswith("cite.") or key.startswith("count.") %}
  {{ key | tojson }}: {{ words | tojson }},
{%- endfor %}
};
