using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Engine;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace QuantumTrader.Web.Hosting.Rehearsal;

/// <summary>
/// A whole engine on paper in a temporary folder that goes with it, on a thread of its own. It is configured by nothing but the defaults,
/// whatever the app is configured for: it knows neither the data directory nor Redis nor an exchange, and its log lines go nowhere.
/// </summary>
internal static class StandInEngine
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Func<StandIn, Task> scene, TimeProvider time, CancellationToken stopping)
    {
        var folder = Directory.CreateTempSubdirectory("quantumtrader-rehearsal-").FullName;
        try
        {
            var (lease, refusal) = await DataDirectoryLease.TryAcquireAsync(folder);
            using (lease ?? throw new IOException(refusal))
            {
                await using var services = Services(lease, time);
                var live = services.GetRequiredService<LiveEngine>();
                await PumpedAsync(live, () => PlayAsync(live, new StandIn(live, services.GetRequiredService<ILoggerFactory>(), time), scene, stopping));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(DataDirectoryLease lease, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging().AddSerilog(new LoggerConfiguration().WriteTo.Sink(new Nowhere()).CreateLogger(), dispose: true); // the same way to a line as the app's, up to the sink
        services.AddEngine(lease, time);
        return services.BuildServiceProvider();
    }

    private static async Task PlayAsync(LiveEngine live, StandIn standIn, Func<StandIn, Task> scene, CancellationToken stopping)
    {
        await live.Context.InvokeAsync(() => live.StartAsync()).WaitAsync(stopping);
        await scene(standIn).WaitAsync(stopping);
        await live.Context.InvokeAsync(live.CloseAsync).WaitAsync(stopping); // when the run has proved the account flat
    }

    private static async Task PumpedAsync(LiveEngine live, Func<Task> work)
    {
        Exception? fault = null;
        live.Context.Faulted = e => fault ??= e; // an error on a thread of its own would end the app
        using var over = new CancellationTokenSource();
        var pump = new Thread(() => live.Context.Run(over.Token)) { Name = "rehearsal", IsBackground = true };
        pump.Start();
        try
        {
            await work();
        }
        finally
        {
            await over.CancelAsync();
            pump.Join(EndLimit);
        }

        if (fault is not null)
        {
            throw new InvalidOperationException($"The stand-in failed: {fault.Message}", fault);
        }
    }

    private sealed class Nowhere : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            // Nobody is to read of a stop that was none.
        }
    }
}
