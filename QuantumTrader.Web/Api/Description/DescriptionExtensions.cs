using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Api.Description;

/// <summary>The OpenAPI document, made from the endpoints themselves.</summary>
internal static class DescriptionExtensions
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        // The document's schemas follow what the API writes; nothing else uses these options to read.
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            o.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        services.AddOpenApi(options =>
        {
            options.ShouldInclude = endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<ApiAction>().Any();
            options.AddDocumentTransformer(new DocumentHead());
            options.AddOperationTransformer(new OperationDetails());
            options.AddSchemaTransformer(new SchemaDetails());
        });
    }

    /// <summary>For whoever may see trading.</summary>
    public static void MapDocument(this RouteGroupBuilder api) => api.MapOpenApi("/openapi.json").WithMetadata(new ApiAction(AccessAction.SeeTrading));
}
