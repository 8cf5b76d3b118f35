using QuantumTrader.Web.Commands;
using QuantumTrader.Web.Hosting;

return await StartFailure.ExplainedAsync(() => CommandLine.TryRun(args, TimeProvider.System) ?? AppHost.RunAsync(args, TimeProvider.System));

/// <summary>Named so that tests can start the app.</summary>
public sealed partial class Program;
