using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QuantumTrader.Web.Api.Description;

/// <summary>What the types do not say by themselves.</summary>
internal sealed class SchemaDetails : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            var isNullable = type != context.JsonTypeInfo.Type;
            (schema.Type, schema.Format) = (isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String, "date-time");
        }

        return Task.CompletedTask;
    }
}
