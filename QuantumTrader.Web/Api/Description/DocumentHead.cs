using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QuantumTrader.Web.Api.Description;

/// <summary>Title, who may ask, and nothing of the machine that made it.</summary>
internal sealed class DocumentHead : IOpenApiDocumentTransformer
{
    public const string KeyScheme = "ApiKey";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "QuantumTrader API",
            Version = "v1",
            Description = "Stop trading, see what it does, and let it go on. Times are UTC; money is in USDT; shares are fractions (0.1 is ten per cent). An error is always application/problem+json with a stable code, and never an empty list.",
        };
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key (qt_…), made by an Admin and shown once. It may never more than its owner, and only what its scopes say. Requests that only look may also come from a signed-in browser.",
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
