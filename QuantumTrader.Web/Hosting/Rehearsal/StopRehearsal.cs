using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Api.Callers;
using QuantumTrader.Web.Api.Ess;
using QuantumTrader.Web.Api.Requests;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Hosting.Rehearsal;

/// <summary>
/// Stops a stand-in once, soon after the start: the code that only a stop runs is compiled then, and not while the first real stop waits
/// for it. It comes from the same classes as the real one, and nothing real is within its reach: see <see cref="StandInEngine"/>.
/// </summary>
internal sealed class StopRehearsal(IHostApplicationLifetime lifetime, IEngineViews views, IIdempotency kept, TimeProvider time, ILogger<StopRehearsal> log) : BackgroundService
{
    private const string Reason = "A rehearsal, of which nothing stays";
    private static readonly Caller Nobody = Caller.OnHost("rehearsal");

    /// <summary>After the start, which must not wait for it; whatever fails here costs the first stop some milliseconds and nothing else.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await TradingAsync(stoppingToken);
            var began = time.GetTimestamp();
            await StandInEngine.RunAsync(StopAsync, time, stoppingToken);
            log.StopRehearsed((long)time.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A shutdown.
        }
#pragma warning disable CA1031 // Whatever it is, the app goes on as if there were no rehearsal.
        catch (Exception e)
        {
            log.StopNotRehearsed(e);
        }
#pragma warning restore CA1031
    }

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>The engine's own start goes first.</summary>
    private async Task TradingAsync(CancellationToken stopping)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = views.OnChanged(TimeSpan.Zero, () =>
        {
            shown.TrySetResult();
            return Task.CompletedTask;
        });
        if (views.Current is null)
        {
            await shown.Task.WaitAsync(stopping);
        }
    }

    /// <summary>As the API does it, then as the screen and the plain form do.</summary>
    private async Task StopAsync(StandIn standIn)
    {
        var api = new EssStop(standIn.Trading, new IdempotentPosts(new AnswersNotKept(kept), time, standIn.Log<IdempotentPosts>()), time, standIn.Log<EssStop>());
        var http = Request();
        await (await api.RunAsync(http)).ExecuteAsync(http);
        if (http.Response.StatusCode != StatusCodes.Status202Accepted)
        {
            throw new InvalidOperationException($"The rehearsed stop was answered {http.Response.StatusCode}.");
        }

        await new OperatorStop(standIn.Trading, standIn.Log<OperatorStop>()).PressAsync(Nobody, Reason);
    }

    private static DefaultHttpContext Request()
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Post;
        http.Request.Path = ApiPaths.Activate;
        http.Request.ContentType = ApiAnswer.JsonType;
        http.Request.Headers[IdempotencyKey.Header] = "rehearsal";
        http.Request.Body = new MemoryStream([.. """{"reason":"rehearsal"}"""u8]);
        ApiGuard.Introduce(http, Nobody);
        return http;
    }
}
