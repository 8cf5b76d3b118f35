using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QuantumTrader.Web.Api.Requests;

namespace QuantumTrader.Web.Api.Description;

/// <summary>Parameters, headers and examples.</summary>
internal sealed class OperationDetails : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameter>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = parameter.Example is string ? JsonSchemaType.String : JsonSchemaType.Integer },
                Example = JsonValue.Create(parameter.Example.ToString()),
            });
        }

        if (metadata.OfType<TakesBody>().SingleOrDefault() is { } takes)
        {
            operation.RequestBody = await BodyAsync(operation.OperationId, takes.Type, context, cancellationToken);
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Description = "The same key with the same request gets the same answer for a day, with Idempotency-Replayed: true; nothing is done twice.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = IdempotencyKey.LengthMax },
                Example = "stop-2026-01-02-1",
            });
        }
    }

    private static async Task<OpenApiRequestBody> BodyAsync(string? operationId, Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken) => new()
    {
        Required = operationId != "activateEss",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [ApiAnswer.JsonType] = new()
            {
                Schema = await context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken),
                Example = JsonNode.Parse(Examples.Requests[operationId ?? ""]),
            },
        },
    };
}

/// <summary>Requests as they may be sent.</summary>
internal static class Examples
{
    public static IReadOnlyDictionary<string, string> Requests { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["changePolicy"] = """{"values":{"PriceCollar":"0.01","Modes.NORMAL.LeverageMax":"4"},"reason":"Thin books over the holidays"}""",
        ["dryRunPolicy"] = """{"values":{"Modes.NORMAL.ConfidenceMin":"0.55"}}""",
        ["activateEss"] = """{"reason":"The spread looks wrong"}""",
        ["acknowledgeAlert"] = """{"note":"Looking into it"}""",
        ["resetEss"] = """{"reason":"The feed is sound again","peak":"keep","drawdownLimit":0.12,"confirm":"RESET","code":"123456"}""",
        ["annulEss"] = """{"run":"9f2c41aa-5d0e-4b3f-8a51-0e6f3c1d2b4a-1","evidence":"One bad tick of one feed at 10:52; no other venue had that price","code":"123456"}""",
    };
}
