using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>A stop by API. Waits for nothing but the engine's latch, and nobody's leaving takes it back.</summary>
internal sealed class EssStop(ITradingControl control, IdempotentPosts posts, TimeProvider time, ILogger<EssStop> log)
{
    public const string UnreadReason = "No reason given: the body of the request could not be read.";
    private const int ReasonLengthMax = 500;
    private const int ThrownAwayMax = 16 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public async Task<IResult> RunAsync(HttpContext http)
    {
        var caller = ApiGuard.CallerOf(http);
        TakeTheRest(http);
        var (body, reason) = await ReadAsync(http);
        var (key, _) = IdempotencyKey.Read(http.Request, body); // one that is unusable is none: a stop may be repeated without
        return await posts.RunStopAsync(caller.KeyId ?? Guid.Empty, key, () => StopAsync(caller, reason), IsSameEmergency);
    }

    /// <summary>
    /// The server breaks a connection off whose body passes its limit, and the answer is lost on the way. Here the rest is thrown away
    /// unread, for at most the server's five seconds, so that who stops also hears that it is done.
    /// </summary>
    private static void TakeTheRest(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = ThrownAwayMax;
        }
    }

    /// <summary>Whoever may stop and asks for it is not refused for how the request is written: what cannot be read only gives no reason.</summary>
    private static async Task<(byte[] Body, string? Reason)> ReadAsync(HttpContext http)
    {
        try
        {
            var (body, problem) = await ApiBody.ReadAsync(http, http.RequestAborted);
            var (request, unusable) = problem is null ? ApiBody.Parse(body, ApiJson.Default.EssStopRequest) : (null, problem);
            return unusable is null ? (body, request!.Reason) : ([], UnreadReason);
        }
        catch (Exception e) when (e is BadHttpRequestException or IOException)
        {
            return ([], UnreadReason);
        }
    }

    private async Task<ApiAnswer> StopAsync(Caller caller, string? reason)
    {
        try
        {
            return await control.StopAsync(caller, Cut(reason)).WaitAsync(Limit, time) switch
            {
                Guarded<StopReceipt>.Refused refused => ApiProblems.Refused(refused.Refusal),
                Guarded<StopReceipt>.Done { Value: var receipt } => Taken(receipt).Final(),
                _ => throw new InvalidOperationException("A third kind of answer."),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            log.ApiStopNotTaken(e);
            return ApiProblems.Of(ProblemKind.EngineUnavailable, "The engine has not confirmed the stop: it is starting or hangs. Send it again; on the host 'ess activate' works without the app.");
        }
    }

    private ApiAnswer Taken(StopReceipt receipt)
    {
        var taken = new StopTaken(receipt.EmergencyId, receipt.AlreadyStopped, receipt.RunState, EssAnswers.StateOf(control.Status, time));
        return ApiAnswer.Json(StatusCodes.Status202Accepted, taken, ApiJson.Default.StopTaken).With("Location", ApiPaths.Ess);
    }

    private static bool IsSameEmergency(string earlier, byte[] now) => EmergencyOf(Encoding.UTF8.GetBytes(earlier)) is { } id && id == EmergencyOf(now);

    private static Guid? EmergencyOf(byte[] answer) => JsonSerializer.Deserialize(answer, ApiJson.Default.StopTaken)?.EmergencyId;

    /// <summary>A stop is not refused for what it says.</summary>
    private static string? Cut(string? reason) => reason is { Length: > ReasonLengthMax } ? reason[..(ReasonLengthMax - 1)] + "…" : reason;
}
