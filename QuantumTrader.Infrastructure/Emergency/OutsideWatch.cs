using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>
/// Looks for a stop file and at the latch file while the engine runs, on threads of its own: a disk that hangs holds up these looks and
/// nothing else. It tells what it saw; what that means is for the engine.
/// </summary>
/// <param name="file">Null: nobody stops by a file.</param>
/// <param name="latches">The latch file.</param>
/// <param name="every">Between two looks.</param>
public sealed class OutsideWatch(StopFile? file, ILatchStore latches, TimeSpan every, TimeProvider time, ILogger<OutsideWatch> log)
{
    private string? _told; // the last trouble, told once

    /// <summary>One look. Throws as <see cref="StopFile.Look"/> does.</summary>
    public Task<OutsideLook> LookAsync() => Task.Run(() => new OutsideLook(file?.Look(), latches.Read()));

    /// <summary>Looks until it is stopped, one look at a time. Whatever fails is told once and tried again.</summary>
    /// <param name="tell">Told of each look; true when the stop holds and is on a disk, so that the file has done its work.</param>
    public Task RunAsync(Func<OutsideLook, Task<bool>> tell, CancellationToken stopping) => Task.Run(() => LoopAsync(tell, stopping), CancellationToken.None);

    private async Task LoopAsync(Func<OutsideLook, Task<bool>> tell, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Say(await LookOnceAsync(tell, stopping));
                await Task.Delay(every, time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Null when all went well; else what did not, for people.</summary>
    private async Task<string?> LookOnceAsync(Func<OutsideLook, Task<bool>> tell, CancellationToken stopping)
    {
        try
        {
            var look = await LookAsync();
            var mayTake = await tell(look).WaitAsync(stopping);
            return mayTake && look.File is not null ? file!.Take()
                : look.Latch is LatchFileRead.Unreadable unreadable ? unreadable.Cause
                : null;
        }
#pragma warning disable CA1031 // A look that fails must not end the looking.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.Message;
        }
#pragma warning restore CA1031
    }

    private void Say(string? trouble)
    {
        if (trouble is not null && trouble != _told)
        {
            log.OutsideTrouble(trouble);
        }

        _told = trouble;
    }
}
