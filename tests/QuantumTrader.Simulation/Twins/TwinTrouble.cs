using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Twins;

/// <summary>What happens to the two engines and when, as the seed draws it.</summary>
internal sealed class TwinTrouble(TwinWorld world, SeededRandom random)
{
    private readonly List<(DateTimeOffset AtUtc, Action Then)> _later = [];

    public int Deaths { get; private set; }

    public int MachineDeaths { get; private set; }

    public int Pauses { get; private set; }

    public int Outages { get; private set; }

    public void OnBar()
    {
        if (_later.Count > 0 || random.Next(6) > 0 || world.Leader is not { } leader)
        {
            return;
        }

        var seat = random.Next(4) == 0 ? 1 - Array.IndexOf(world.Seats, leader) : Array.IndexOf(world.Seats, leader);
        switch (random.Next(6))
        {
            case 0:
                Die(seat, withDisk: false, After(20, 200));
                break;
            case 1:
                Die(seat, withDisk: true, After(60, 200));
                break;
            case 2:
                Pause(seat);
                break;
            case 3:
                Freeze(seat);
                break;
            case 4:
                LoseStore([seat]);
                break;
            default:
                LoseStore([0, 1]);
                break;
        }
    }

    /// <summary>Each second: what was put off until now.</summary>
    public void OnSecond()
    {
        foreach (var due in _later.Where(l => l.AtUtc <= world.Time.GetUtcNow()).ToArray())
        {
            _later.Remove(due);
            due.Then();
        }
    }

    public void Die(int seat, bool withDisk, DateTimeOffset backAtUtc)
    {
        var dead = world.Seats[seat];
        if (dead.IsDead)
        {
            return;
        }

        dead.Kill();
        (Deaths, MachineDeaths) = (Deaths + (withDisk ? 0 : 1), MachineDeaths + (withDisk ? 1 : 0));
        _later.Add((backAtUtc, () => Revive(seat, withDisk)));
    }

    /// <summary>Everything that was broken works again, now.</summary>
    public void Heal()
    {
        foreach (var (_, then) in _later.ToArray())
        {
            then();
        }

        _later.Clear();
    }

    public void Freeze(int seat)
    {
        Pauses++;
        world.Seats[seat].FreezeAtNextEntry(TimeSpan.FromSeconds(1 + random.Next(60)));
    }

    private void Revive(int seat, bool withNewDisk)
    {
        var machine = withNewDisk ? world.NewMachine($"{"ab"[seat]}{world.Machines.Count()}") : world.Seats[seat].Machine;
        world.Seats[seat] = world.NewProcess(machine);
        world.Seats[seat].Start();
    }

    private void Pause(int seat)
    {
        Pauses++;
        world.Seats[seat].Pause(TimeSpan.FromSeconds(1 + random.Next(60)));
    }

    private void LoseStore(int[] seats)
    {
        Outages++;
        foreach (var seat in seats)
        {
            var process = world.Seats[seat];
            process.StoreIsAway = true;
            _later.Add((After(5, 120), () => process.StoreIsAway = false));
        }
    }

    private DateTimeOffset After(int secondsMin, int secondsMax) => world.Time.GetUtcNow().AddSeconds(secondsMin + random.Next(secondsMax - secondsMin));
}
