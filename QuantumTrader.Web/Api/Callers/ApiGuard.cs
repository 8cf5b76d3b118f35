using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Callers;

/// <summary>
/// Before every endpoint of the API: who asks, how often, and for what only looks whether the gate lets it. What changes anything is
/// judged and recorded by the service behind it. Whatever fails becomes a problem without the text of an exception.
/// </summary>
internal sealed class ApiGuard(ApiCallers callers, ApiLimits limits, IAccessGate gate, ILogger<ApiGuard> log) : IEndpointFilter
{
    private static readonly object CallerKey = new();

    public static Caller CallerOf(HttpContext http) => http.Items[CallerKey] as Caller ?? Caller.Anonymous;

    /// <summary>Who asks, for the endpoint.</summary>
    internal static void Introduce(HttpContext http, Caller caller) => http.Items[CallerKey] = caller;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await RefusalAsync(http) ?? await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            throw; // nobody is there to read an answer
        }
#pragma warning disable CA1031 // Every failure is answered, and an unexpected one is logged with its stack.
        catch (Exception e)
        {
            return Answer(http, e);
        }
#pragma warning restore CA1031
    }

    private async ValueTask<ApiAnswer?> RefusalAsync(HttpContext http)
    {
        var action = (http.GetEndpoint()?.Metadata.GetMetadata<ApiAction>() ?? throw new InvalidOperationException("An endpoint of the API lacks its ApiAction.")).Action;
        var (caller, problem) = await callers.IdentifyAsync(http, action);
        if (problem is not null)
        {
            return problem;
        }

        Introduce(http, caller);
        if (action != AccessAction.StopTrading && !limits.MayAsk(caller, out var wait))
        {
            return ApiProblems.TooMany(wait, "Too many requests with this key; the limit is Api:RequestsPerSecond. A stop is never limited.");
        }

        return !ActionMatrix.Of(action).IsPrivileged && gate.Refusal(caller, action) is { } refusal ? ApiProblems.Refused(refusal) : null;
    }

    private ApiAnswer Answer(HttpContext http, Exception e)
    {
        switch (e)
        {
            case ConsoleUnavailableException:
                return ApiProblems.ConsoleUnavailable();
            case AuditUnavailableException:
                return ApiProblems.Refused(AccessRefusal.AuditUnavailable(""));
            case TradeStoreUnavailableException:
                return ApiProblems.Of(ProblemKind.StoreUnavailable, "The trade store cannot be read now; nothing is known of its trades. Try again.");
            case PolicyUnavailableException:
                return ApiProblems.Of(ProblemKind.StoreUnavailable, "The policy cannot be read or written now; a change may or may not have been made. Read the policy before you repeat it; see docs/runbooks/policy-missing.md.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ApiProblems.Of(ProblemKind.BodyTooLarge, "The body is larger than the server takes.");
            case BadHttpRequestException bad:
                return ApiProblems.Of(ProblemKind.BodyUnreadable with { Status = bad.StatusCode }, "The request could not be read to its end.");
            default:
                log.ApiFailed(http.GetEndpoint()?.DisplayName ?? "?", e);
                return ApiProblems.Of(ProblemKind.Failed, "The request failed, and whether it was done is not known: look before you repeat it. The log has the cause.");
        }
    }
}
