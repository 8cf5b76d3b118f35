using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Description;

/// <summary>What every endpoint says of itself; the document is made from it.</summary>
internal static class EndpointDescriptions
{
    // What any of them may answer.
    private static readonly int[] Always = [400, 401, 403, 429, 500, 503];

    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, AccessAction action, string summary, string? description = null)
    {
        var rule = ActionMatrix.Of(action);
        var who = $"Roles: {string.Join(", ", RoleNames.In(rule.Allowed))}. Scope of a key: {ApiScopeNames.Text(rule.Scope)}.";
        endpoint.WithName(name).WithSummary(summary).WithDescription(description is null ? who : $"{description} {who}").WithMetadata(new ApiAction(action));
        foreach (var status in Always)
        {
            endpoint.MayRefuse(status);
        }

        return endpoint;
    }

    /// <summary>A JSON body, and what may be wrong with it.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint)
        where T : notnull =>
        // Not by Accepts: routing would then answer what has no or another content type as if the path took no POST.
        endpoint.MayRefuse(413).MayRefuse(415).MayRefuse(422).WithMetadata(new TakesBody(typeof(T)));

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status) => endpoint.Produces<T>(status, ApiAnswer.JsonType);

    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, int status) => endpoint.Produces<Problem>(status, ApiProblems.ContentType);

    /// <summary>A parameter of the query; its type is that of its example.</summary>
    public static RouteHandlerBuilder Query(this RouteHandlerBuilder endpoint, string name, string description, object example) =>
        endpoint.WithMetadata(new QueryParameter(name, description, example));
}

/// <summary>The endpoint reads a JSON body of this shape, and the header Idempotency-Key.</summary>
internal sealed record TakesBody(Type Type);

/// <summary>The endpoint reads this from the query.</summary>
internal sealed record QueryParameter(string Name, string Description, object Example);
