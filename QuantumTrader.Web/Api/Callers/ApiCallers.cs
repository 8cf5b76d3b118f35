using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Callers;

/// <summary>
/// Who asks. By key for everything; to look, a signed-in browser will do too. What changes anything takes a key only: no other site can
/// make a browser send one.
/// </summary>
internal sealed class ApiCallers(IApiKeys keys, ApiLimits limits, ILogger<ApiCallers> log)
{
    public async ValueTask<(Caller Caller, ApiAnswer? Problem)> IdentifyAsync(HttpContext http, AccessAction action)
    {
        var header = ApiKeyHeader.Read(http.Request.Headers.Authorization);
        if (header.IsMissing)
        {
            var person = HttpMethods.IsGet(http.Request.Method) ? await PersonAsync(http) : Caller.Anonymous;
            return (person, person.Kind == CallerKind.Person ? null : ApiProblems.NotSignedIn());
        }

        if (header.Key is null)
        {
            return (Caller.Anonymous, Wrong(http, "not one bearer key"));
        }

        // Nobody's leaving takes a stop back, from the first byte on.
        var stopping = action == AccessAction.StopTrading ? CancellationToken.None : http.RequestAborted;
        return await keys.CheckAsync(header.Key, http.Connection.RemoteIpAddress?.ToString(), stopping) switch
        {
            ApiKeyCheck.Good { IsFromCache: true } when action != AccessAction.StopTrading => (Caller.Anonymous, ApiProblems.ConsoleUnavailable()),
            ApiKeyCheck.Good good => (Noted(good), null),
            ApiKeyCheck.Unknown => (Caller.Anonymous, ApiProblems.ConsoleUnavailable()),
            ApiKeyCheck.Bad bad => (Caller.Anonymous, Wrong(http, bad.Why)),
            _ => (Caller.Anonymous, ApiProblems.KeyNotGood()),
        };
    }

    private static ValueTask<Caller> PersonAsync(HttpContext http) =>
        http.RequestServices.GetService<ICallerSource>() is { } source ? source.CurrentAsync() : ValueTask.FromResult(Caller.Anonymous);

    private Caller Noted(ApiKeyCheck.Good good)
    {
        if (good.IsFromCache)
        {
            log.ApiWithoutDatabase();
        }

        return good.Caller;
    }

    private ApiAnswer Wrong(HttpContext http, string why)
    {
        if (!limits.MayBeWrong(http.Connection.RemoteIpAddress, out var wait))
        {
            return ApiProblems.TooMany(wait, "Too many wrong keys from this address; a good key still passes.");
        }

        log.ApiWrongKey(http.Connection.RemoteIpAddress?.ToString() ?? "?", why);
        return ApiProblems.KeyNotGood();
    }
}
