using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>The emergency stop without the app: the same engine on the same data directory, with no market and no screen.</summary>
public static class OfflineStop
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SaveLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Latches and runs until the account is proved flat, at most two minutes, and then waits a little for a disk that has not saved the
    /// stop. The next start goes on from there, if it was saved; <see cref="EmergencyStatus.IsLatchDurable"/> says whether.
    /// </summary>
    public static async Task<EmergencyStatus> RunAsync(DataDirectoryLease lease, string reason, string by, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(AppConfiguration.Read());
        services.AddLogging();
        services.AddEngine(lease, time);
        await using var provider = services.BuildServiceProvider();
        var live = provider.GetRequiredService<LiveEngine>();
        using var stopping = new CancellationTokenSource();
        var pump = new Thread(() => live.Context.Run(stopping.Token)) { Name = "engine", IsBackground = true };
        pump.Start();
        try
        {
            return await live.Context.InvokeAsync(() => StopAsync(live, reason, by, time));
        }
        finally
        {
            await stopping.CancelAsync();
            pump.Join();
        }
    }

    private static async Task<EmergencyStatus> StopAsync(LiveEngine live, string reason, string by, TimeProvider time)
    {
        // The stop comes first: an account that cannot be reconciled must still be latched and closed.
        var engine = await live.OpenAsync();
        var starting = live.StartAsync();
        engine.Tasks.Own("start beside the stop", starting);
        await engine.Emergency.ActivateAsync("COMMAND_LINE", reason, by);
        var began = time.GetUtcNow();
        while (engine.Emergency.Record is { IsRunOver: false } && time.GetUtcNow() - began < Limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }

        // With this process the stop would be gone, and the next start would trade: the disk gets a while more.
        for (began = time.GetUtcNow(); !engine.Emergency.Status.IsLatchDurable && time.GetUtcNow() - began < SaveLimit;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
        }

        if (engine.Emergency.Record is { IsRunOver: true })
        {
            await live.CloseAsync();
        }

        return engine.Emergency.Status;
    }
}
