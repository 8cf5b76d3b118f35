using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>Beats on the engine's scheduler, so that a beat says that this very scheduler goes on. Without its file it is silent, and says so in the log.</summary>
public sealed class EngineHeart : IDisposable
{
    /// <summary>Between two beats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly HeartbeatFile? _file;
    private readonly TimeProvider _time;

    public EngineHeart(string dataDirectory, TimeProvider time, ILogger log)
    {
        _time = time;
        try
        {
            _file = HeartbeatFile.Open(Path.Combine(dataDirectory, "emergency"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.NoHeartbeat(e);
        }
    }

    /// <summary>Until it is stopped.</summary>
    /// <param name="state">Asked at each beat.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(Func<HeartbeatState> state, CancellationToken stopping)
    {
        while (_file is not null && !stopping.IsCancellationRequested)
        {
            _file.Beat(state());
            await Task.Delay(Interval, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>The last beat: from here on its silence means nothing.</summary>
    public void End() => _file?.Beat(HeartbeatState.Ended);

    public void Dispose() => _file?.Dispose();
}
